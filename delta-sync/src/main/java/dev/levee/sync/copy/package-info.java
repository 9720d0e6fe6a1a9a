/** Copies bytes from one store to the other: bounded, fair, checked, each object exclusively. */
package dev.levee.sync.copy;
