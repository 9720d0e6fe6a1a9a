/** The real command lines as processes of their own. */
package dev.levee.daemon.process;
