# Everything is called from here: `make` shows what there is.
# A clean clone on Debian 12 with Swift 6.3 needs nothing else; missing Debian packages are installed by `make packages`.

.DEFAULT_GOAL := help
.PHONY: help packages swift build test agreement demo run lint bench clean

# A crashed test would otherwise leave a backtracer behind that holds the runner's output open.
export SWIFT_BACKTRACE = enable=no

program := .build/release/hms-ach
style := swift format lint --strict --recursive Sources Tests Benchmarks Package.swift

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

packages: ## installs the Debian packages that are missing
	@sh .ci/packages

swift:
	@command -v swift >/dev/null || { \
	    echo "Swift 6.3 is missing: https://www.swift.org/install/linux/ tells how to install it on Debian 12." >&2; exit 1; }

build: swift packages ## the release binary, .build/release/hms-ach
	swift build -c release --product hms-ach

test: swift packages ## all tests
	swift build --build-tests
	swift test --skip-build --parallel

agreement: build ## verdicts and figures beside those of the sample files' indexes
	python3 Tests/Agreement/agreement.py $(program)

demo: build ## a day of a hospital's money files, in a root of its own: demo/
	$(program) demo

run: build ## the gateway on this folder's Config, inbox and outbox, until Ctrl-C
	$(program) run --root .

lint: swift ## the style, as .swift-format has it
	$(style)

bench: build ## how fast files are read, beside what the machine allows
	sh Benchmarks/run.sh

clean: swift ## removes what was built and measured, keeps inbox, outbox and state
	swift package clean
	rm -rf .build-release Benchmarks/.build Benchmarks/.data demo
