# The everyday commands. `make ci` is all that a change must pass.

.PHONY: build test update bench lint ci

build: ## the program, in this folder
	go build -o clerkctl .

test: ## every test
	go test ./...

update: ## rewrite goldens; read the diff before you commit it
	go test ./codemod/... ./cmd/... -update

bench: ## what must stay fast
	go test -run '^$$' -bench . -benchmem . ./codemod/...

lint: ## what editors show
	go vet ./...
	go run honnef.co/go/tools/cmd/staticcheck@v0.8.2 ./...

ci:
	.ci/run
