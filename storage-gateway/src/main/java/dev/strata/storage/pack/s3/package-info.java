/** Packs and keys as objects of an S3 server: MinIO, AWS, or another that speaks the same. */
@NullMarked
package dev.strata.storage.pack.s3;

import org.jspecify.annotations.NullMarked;
