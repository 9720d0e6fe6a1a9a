/** The admin port: HTTP and JSON for operators, their tools and their monitoring. */
package dev.levee.daemon.admin;
