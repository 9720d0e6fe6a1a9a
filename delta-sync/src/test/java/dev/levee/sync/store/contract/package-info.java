/** The contract of an object store, run against every kind of store that there is. */
package dev.levee.sync.store.contract;
