/**
 * Pure: absolute paths of a log and their counterparts in the other region, exactly invertible. A
 * commit is rewritten by exchanging prefixes inside its bytes; all else of it stays as it is.
 */
package dev.levee.sync.rewrite;
