/** What tests of several packages and modules share. */
package dev.levee.sync.testing;
