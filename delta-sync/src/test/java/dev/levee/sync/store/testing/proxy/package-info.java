/** An HTTP proxy before a store's server that does what networks and overloaded stores do. */
package dev.levee.sync.store.testing.proxy;
