/** What object stores say of new objects. */
package dev.levee.daemon.notification;
