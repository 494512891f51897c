/** Who somebody is: credentials, access tokens, refresh tokens. */
@NullMarked
package dev.strata.command.identity;

import org.jspecify.annotations.NullMarked;
