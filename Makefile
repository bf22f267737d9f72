# scorebook: CSV figures and layouts in, formatted Excel scorecards out.
#
#   make                set up what is missing, build, and make every workbook into output/
#   make test           run every test; ends with the line 'N passed, N failed'
#   make install        into $(DESTDIR)$(PREFIX)/bin
#   make format, lint   lay the sources out; look them over (clang-format, clang-tidy, cppcheck)
#   make papers         every workbook of output/ as PDF too
#   make pages          their pages as PNG in build/pages, to look at
#   make fuzz           whatever is fed to it, it ends well: FUZZ_SECONDS (60) for each fuzzer
#   make bench          beside other programs on the same work, as ratios
#   make clean          remove build/
#
#   VARIANT=release     (default), debug, or san (address, undefined behaviour, leaks)
#   V=1                 show the whole commands

VARIANT ?= release
PREFIX  ?= /usr/local
PYTHON  ?= /usr/bin/python3

# What each step needs from Debian; .ci/setup installs what is missing, by name.
BUILD_PACKAGES := gcc libc6-dev libxlsxwriter-dev libcsv-dev libyaml-dev libmd-dev libutf8proc-dev \
                  zlib1g-dev
PAGES_PACKAGES := libreoffice-calc-nogui fonts-liberation poppler-utils
TEST_PACKAGES  := libcmocka-dev $(PAGES_PACKAGES) python3 python3-pytest python3-openpyxl \
                  python3-yaml python3-uno unzip faketime
BENCH_PACKAGES := python3 python3-openpyxl python3-xlsxwriter
FUZZ_PACKAGES  := clang libclang-rt-14-dev
LINT_PACKAGES  := clang-format clang-tidy cppcheck libcmocka-dev

# --- compiling -----------------------------------------------------------------------------------

ifeq ($(origin CC),default)
CC := gcc
endif

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
            -Wmissing-prototypes -Wformat=2 -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wswitch-enum
CPPFLAGS += -D_GNU_SOURCE -Isrc
LDLIBS   += -lxlsxwriter -lcsv -lyaml -lmd -lutf8proc -lz -lm

CFLAGS_release := -O2 -g
CFLAGS_debug   := -O0 -g3
CFLAGS_san     := -O1 -g3 -fno-omit-frame-pointer
SANITIZE_san   := -fsanitize=address,undefined -fno-sanitize-recover=all
# Its own null checks make gcc 12 take formats for null.
WARNINGS_san   := -Wno-format-truncation
ifndef CFLAGS_$(VARIANT)
$(error VARIANT is release, debug or san, not '$(VARIANT)')
endif

# A warning stops us, but not someone with another compiler.
ifneq ($(CI)$(filter debug san,$(VARIANT)),)
WARNINGS += -Werror
endif

CFLAGS ?= $(CFLAGS_$(VARIANT))
COMPILE = $(CC) -std=gnu11 $(CPPFLAGS) $(WARNINGS) $(WARNINGS_$(VARIANT)) $(CFLAGS) $(SANITIZE_$(VARIANT)) -MMD -MP
QUIET   = $(if $(V),,@echo "  $(1) $(@:build/%=%)";)
LINK    = $(CC) $(CFLAGS) $(SANITIZE_$(VARIANT)) $(LDFLAGS)

# --- files ---------------------------------------------------------------------------------------

BUILD      := build/$(VARIANT)
PROGRAM    := $(BUILD)/scorebook
SOURCES    := $(sort $(wildcard src/*.c src/*/*.c))
OBJECTS    := $(SOURCES:%.c=$(BUILD)/%.o)
SHARED     := $(filter-out $(BUILD)/src/main.o,$(OBJECTS))
UNIT_TESTS := $(sort $(wildcard tests/unit/*_test.c))
UNIT       := $(UNIT_TESTS:tests/unit/%.c=$(BUILD)/unit/%)
LAYOUTS    := $(sort $(wildcard layouts/*/*.yaml))

# As many jobs as there are processors, unless make was told otherwise.
ifeq ($(MAKELEVEL)$(filter -j%,$(MAKEFLAGS)),0)
MAKEFLAGS += --jobs=$(shell nproc 2>/dev/null || echo 1)
endif

.PHONY: all test unit fuzz bench install format lint papers pages clean
.PHONY: setup setup-test setup-lint setup-pages setup-fuzz setup-bench
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:

ifeq ($(VARIANT),release)
all: workbooks
	@echo "workbooks in output/: $$(find output -path output/issued -prune -o -name '*.xlsx' -print | wc -l)," \
	      "made by build/scorebook from the layouts: $(words $(LAYOUTS))"
else
all: $(PROGRAM)
	@echo "built $(PROGRAM)"
endif

# --- the program ---------------------------------------------------------------------------------

build/scorebook: build/release/scorebook
	@ln -sf release/scorebook $@

$(PROGRAM): $(OBJECTS)
	$(call QUIET,LINK)$(LINK) -o $@ $(OBJECTS) $(LDLIBS)

$(BUILD)/%.o: %.c Makefile | setup
	@mkdir -p $(@D)
	$(call QUIET,CC  )$(COMPILE) -c -o $@ $<

# The records of what was made say of which sources the program was, however it was built.
ALL_SOURCES := $(SOURCES) $(sort $(wildcard src/*/*.h))
$(BUILD)/src/command/program.o: $(ALL_SOURCES)
$(BUILD)/src/command/program.o: CPPFLAGS += \
    -DSOURCES_SHA256='"$(shell cat $(ALL_SOURCES) | sha256sum | cut -d ' ' -f 1)"'

-include $(OBJECTS:.o=.d)

install: build/scorebook
	install -D -m 755 build/release/scorebook $(DESTDIR)$(PREFIX)/bin/scorebook

# --- the workbooks -------------------------------------------------------------------------------

# Those that stand there already as they would be made are left as they are; the program sees to it.
.PHONY: workbooks
workbooks: build/scorebook
	@echo "scorebook build layouts/*/*.yaml -i input -o output"
	@build/scorebook build $(LAYOUTS) -i input -o output

# --- tests ---------------------------------------------------------------------------------------

test: setup-test $(PROGRAM) unit
	@PYTHONDONTWRITEBYTECODE=1 $(PYTHON) tests/run --build $(BUILD) $(TESTS)

unit: $(UNIT)

$(BUILD)/unit/%_test: $(BUILD)/tests/unit/%_test.o $(SHARED)
	@mkdir -p $(@D)
	$(call QUIET,LINK)$(LINK) -o $@ $< $(SHARED) $(LDLIBS) -lcmocka

$(UNIT_TESTS:%.c=$(BUILD)/%.o): | setup-test

-include $(UNIT_TESTS:%.c=$(BUILD)/%.d)

# --- fuzzing -------------------------------------------------------------------------------------

# What breaks is left in build/fuzz, as crash-... ; the same file as an argument shows it again.
FUZZ         := build/fuzz
FUZZ_SECONDS ?= 60
FUZZERS      := $(patsubst tests/fuzz/%.c,$(FUZZ)/%,$(wildcard tests/fuzz/*_fuzz.c))
FUZZ_COMPILE  = clang -std=gnu11 $(CPPFLAGS) -O1 -g -fno-omit-frame-pointer \
                -fsanitize=address,undefined -fno-sanitize-recover=all -MMD -MP
FUZZ_OBJECTS := $(filter-out $(FUZZ)/src/main.o,$(SOURCES:%.c=$(FUZZ)/%.o))

fuzz: $(FUZZERS)
	@tests/fuzz/seeds $(FUZZ)/seeds
	@cd $(FUZZ) && for fuzzer in $(FUZZERS:$(FUZZ)/%_fuzz=%); do \
	    mkdir -p corpus/$$fuzzer && nice ./$${fuzzer}_fuzz -max_total_time=$(FUZZ_SECONDS) \
	        -max_len=20000 -timeout=20 -rss_limit_mb=2048 -artifact_prefix=$$PWD/ \
	        -verbosity=0 $$PWD/corpus/$$fuzzer $$PWD/seeds/$$fuzzer \
	        2>&1 | tail -n 40 >$$fuzzer.txt; grep -q 'Test unit written' $$fuzzer.txt && \
	        { cat $$fuzzer.txt; found=1; } || echo "$${fuzzer}_fuzz found nothing"; \
	done; [ -z "$$found" ]

$(FUZZ)/%_fuzz: tests/fuzz/%_fuzz.c $(FUZZ_OBJECTS)
	$(call QUIET,LINK)$(FUZZ_COMPILE) -fsanitize=fuzzer -o $@ $< $(FUZZ_OBJECTS) $(LDLIBS)

$(FUZZ)/%.o: %.c Makefile | setup-fuzz
	@mkdir -p $(@D)
	$(call QUIET,CC  )$(FUZZ_COMPILE) -fsanitize=fuzzer-no-link -c -o $@ $<

-include $(FUZZ_OBJECTS:.o=.d)

# --- beside others -------------------------------------------------------------------------------

bench: build/release/scorebook build/bench/plain | setup-bench
	@tests/bench/bench build/release/scorebook build/bench/plain build/bench

build/bench/plain: tests/bench/plain.c
	@mkdir -p $(@D)
	$(call QUIET,CC  )$(CC) -std=gnu11 -O2 -o $@ $< -lxlsxwriter

# --- looking over --------------------------------------------------------------------------------

C_FILES := $(SOURCES) $(sort $(wildcard src/*/*.h)) $(UNIT_TESTS)

format: setup-lint
	clang-format -i $(C_FILES)

lint: setup-lint
	clang-format --dry-run --Werror $(C_FILES)
	printf '%s\n' $(SOURCES) $(UNIT_TESTS) | \
	    xargs -P $$(nproc) -I{} clang-tidy --quiet {} -- -std=gnu11 $(CPPFLAGS)
	cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr -D_GNU_SOURCE -Isrc \
	    --enable=warning,style,performance,portability --suppress=missingIncludeSystem \
	    --suppress=unusedStructMember src
	@echo "clang-format, clang-tidy and cppcheck have nothing to say"

papers: all setup-pages
	@build/release/scorebook build $(LAYOUTS) -i input -o output --pdf >build/papers.txt || \
	    { status=$$?; cat build/papers.txt; exit $$status; }
	@grep '\.pdf: ' build/papers.txt

pages: papers
	@tests/pages output build/pages

clean:
	rm -rf build

# --- set-up --------------------------------------------------------------------------------------

# Quick when nothing is missing. One after the other, since only one apt can run at a time.
setup:
	@.ci/setup $(BUILD_PACKAGES)
setup-test: | setup
	@.ci/setup $(TEST_PACKAGES)
	@.ci/setup --validator build/npm
setup-bench: | setup
	@.ci/setup $(BENCH_PACKAGES)
setup-fuzz: | setup
	@.ci/setup $(FUZZ_PACKAGES)
setup-lint: | setup
	@.ci/setup $(LINT_PACKAGES)
setup-pages: | setup
	@.ci/setup $(PAGES_PACKAGES)
