/** HTTP: bytes in and out. */
@NullMarked
package dev.strata.storage.web;

import org.jspecify.annotations.NullMarked;
