# The words of this repository. `make help` lists them. GNU make 3.81 (macOS) is enough.

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help lab test notebooks lint images baselines pins bench wheel clean FORCE

# Everything that Jupyter, IPython and Matplotlib would write into the home folder stays in here instead, and
# settings there cannot change the lessons.
export JUPYTER_CONFIG_DIR := $(CURDIR)/.jupyter
export JUPYTER_DATA_DIR := $(CURDIR)/.jupyter/data
export JUPYTER_RUNTIME_DIR := $(CURDIR)/.jupyter/runtime
export IPYTHONDIR := $(CURDIR)/.jupyter/ipython
export MPLCONFIGDIR := $(CURDIR)/.jupyter/matplotlib
# A PYTHONPATH would put other packages before ours; these pip settings would install elsewhere or otherwise.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PIP_PYTHON PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT \
  PIP_REQUIREMENT PIP_EDITABLE PIP_NO_DEPS PIP_DRY_RUN PIP_NO_BUILD_ISOLATION PIP_BUILD_CONSTRAINT
export PIP_USER := 0
export PIP_DISABLE_PIP_VERSION_CHECK := 1

PY := .venv/bin/python
# What tests may do without is installed where it is required.
KIT := $(if $(DLCORE_REQUIRE_ORACLE),all,test)
# Tests never read or write a learner's progress.
QUIETLY := DLCORE_PROGRESS=off
# JupyterLab refuses to run as root unless it is told that root is meant (a container, usually).
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

help:  ## list these words
	@echo "make lab | test | ...    PYTHON=python3.12 chooses the interpreter, ARGS=... adds options"
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile | awk -F': ' '{ printf "  %-10s %s\n", $$1, $$2 }'

lab: .venv/.installed-lab  ## set everything up and open lesson 01 in JupyterLab
	$(PY) -m jupyterlab --ServerApp.root_dir=. $(AS_ROOT) $(ARGS) notebooks/01_neuron.ipynb

test: .venv/.installed-$(KIT)  ## set everything up and run every test
	$(QUIETLY) $(PY) -m pytest -p tests.required -n auto --maxprocesses 4 --dist loadscope $(ARGS)

notebooks: .venv/.installed-$(KIT)  ## execute the notebooks and rewrite them in canonical form
	$(QUIETLY) $(PY) -m tests.nbtools execute $(ARGS)

lint: .venv/.installed-$(KIT)  ## check the style of modules, tests and notebooks
	$(PY) -m ruff check $(ARGS) .

images: .venv/.installed-$(KIT)  ## draw the drawings in images/ again
	$(PY) images/draw.py $(ARGS)

baselines: .venv/.installed-$(KIT)  ## store the figures that tests/viz compares with
	$(QUIETLY) DLCORE_RENEW_PICTURES=1 $(PY) -m pytest tests/viz $(ARGS)

bench: .venv/.installed-all  ## run the measurements in benchmarks/
	$(QUIETLY) $(PY) -m benchmarks $(ARGS)
	$(QUIETLY) $(PY) -m benchmarks.interactives notebooks/01_neuron.ipynb

wheel: .venv/.installed-$(KIT)  ## build the package into dist/
	$(PY) -m pip wheel --quiet --no-deps --wheel-dir dist .

# Existing pins stay where they still fit; ARGS=--upgrade takes the newest of everything. One version serves
# every supported Python and system. CUDA's packages are left out: PyTorch asks for them on Linux only, and
# the CPU build, which is all we need, does not.
pins: .venv/.installed-pins  ## resolve constraints.txt again (ARGS=--upgrade takes the newest of everything)
	cp constraints.txt .venv/pins.txt
	$(PY) -m uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --fork-strategy fewest --no-header --no-annotate --quiet --output-file .venv/pins.txt $(ARGS)
	sed -n '/^#/p' constraints.txt > .venv/constraints.txt
	sed -e '/^#/d' -e '/^nvidia-/d' -e '/^cuda-/d' -e '/^triton=/d' .venv/pins.txt >> .venv/constraints.txt
	mv .venv/constraints.txt constraints.txt

clean:  ## remove what these words made (not your notebooks, not your progress)
	rm -rf .venv dist build .pytest_cache .ruff_cache .hypothesis .jupyter-lab
	rm -rf .jupyter/data .jupyter/runtime .jupyter/ipython .jupyter/matplotlib .jupyter/lab
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# --- The virtual environment -------------------------------------------------------------------------------

EXTRAS_lab := lab
EXTRAS_test := lab,test
EXTRAS_all := lab,test,oracle,binder
EXTRAS_pins := pins

# Touched last, so an interrupted installation is done again.
.venv/.installed-%: .venv/.home pyproject.toml constraints.txt
	@echo "Installing into .venv (some minutes the first time) ..."
	@$(PY) -m pip install --quiet --constraint constraints.txt --editable ".[$(EXTRAS_$*)]"
	@touch $@

CHECK := import sys; v = sys.version_info[:2]; (3, 11) <= v <= (3, 14) or sys.exit("is Python %d.%d" % v); \
  import ensurepip, venv
WHICH := import sys; print(sys.version_info[:2], sys.base_prefix)

# .venv/.home holds the folder the environment was made in. The environment is made again when that folder was
# moved, when its Python is gone, or when PYTHON asks for another one.
USABLE := $(shell [ "$$(cat .venv/.home 2>/dev/null)" = "$$(pwd -P)" ] && $(PY) -c '$(CHECK)' 2>/dev/null \
  && { [ -z "$(PYTHON)" ] || [ "$$("$(PYTHON)" -c '$(WHICH)' 2>/dev/null)" = "$$($(PY) -c '$(WHICH)')" ]; } && echo yes)
# An environment made by hand is taken as it is.
BY_HAND = $(shell [ -z "$(PYTHON)" ] && [ ! -e .venv/.home ] && $(PY) -c '$(CHECK); import pip' 2>/dev/null \
  && echo yes)
NAMES := $(if $(PYTHON),"$(PYTHON)",python3 python3.14 python3.13 python3.12 python3.11 python)
FOUND = $(shell for p in $(NAMES); do "$$p" -c '$(CHECK)' >/dev/null 2>&1 && { echo "$$p"; break; }; done)
FIRST := $(if $(PYTHON),$(PYTHON),python3)
WHY = $(shell "$(FIRST)" -c '$(CHECK)' 2>&1 | tail -n 1)
ADVICE = $(if $(findstring NotFoundError,$(WHY)),$(FIRST) cannot make virtual environments: install its venv part \
  (Debian and Ubuntu: apt-get install python3-venv),$(FIRST) $(if $(findstring is Python,$(WHY)),$(WHY),does not \
  run); the course needs Python 3.11 to 3.14. Install one or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python)

.venv/.home: $(if $(USABLE),,FORCE)
	$(if $(BY_HAND)$(FOUND),,$(error $(ADVICE)))
	@$(if $(BY_HAND),:,"$(FOUND)" -m venv --clear .venv)
	@pwd -P > $@
