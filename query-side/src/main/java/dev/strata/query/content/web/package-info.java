/** Downloads over HTTP: the way to the storage gateway. */
@NullMarked
package dev.strata.query.content.web;

import org.jspecify.annotations.NullMarked;
