/** Stores that speak the S3 protocol, through the AWS SDK. Nothing of the SDK is seen outside. */
package dev.levee.sync.store.s3;
