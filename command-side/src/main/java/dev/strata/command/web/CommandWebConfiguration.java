package dev.strata.command.web;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Turns on the clock that forgets old idempotency keys. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class CommandWebConfiguration {}
