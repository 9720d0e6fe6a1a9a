/** A small HTTP client for the requests of which there are many: signed, pooled, sent once. */
package dev.levee.sync.store.s3.direct;
