/** Which manifests the versions of files need: what the collector must keep, told by the log. */
@NullMarked
package dev.strata.storage.reference;

import org.jspecify.annotations.NullMarked;
