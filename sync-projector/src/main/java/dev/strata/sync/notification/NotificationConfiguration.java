package dev.strata.sync.notification;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets notifications be mailed, and old ones be forgotten, now and then. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class NotificationConfiguration {}
