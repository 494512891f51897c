/** Remembers between two programs who is signed in where. */
@NullMarked
package dev.strata.client.login;

import org.jspecify.annotations.NullMarked;
