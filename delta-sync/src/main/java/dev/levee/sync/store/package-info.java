/**
 * Object stores behind one contract. An implementation lives in its own package below; the AWS SDK
 * is seen in {@code store.s3}, and in {@code store.embedded}, whose server speaks in its types;
 * Hadoop in {@code store.hadoop} only.
 */
package dev.levee.sync.store;
