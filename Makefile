.PHONY: check verify format

check: ## compile, unit tests, architecture
	mvn test

verify: ## everything, with the real processes
	mvn verify

format: ## needs JAVA_HOME to be a JDK 25
	mvn spotless:apply
