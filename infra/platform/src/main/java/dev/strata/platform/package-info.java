/** Spring and Axon configuration that the deployables share; knows no feature. */
@NullMarked
package dev.strata.platform;

import org.jspecify.annotations.NullMarked;
