/** HTTP for browsers that sign in at a provider. */
@NullMarked
package dev.strata.command.openid.web;

import org.jspecify.annotations.NullMarked;
