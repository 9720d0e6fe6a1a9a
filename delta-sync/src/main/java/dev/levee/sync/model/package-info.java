/** The words of the domain: locations, mappings, tables, holds. Imports the JDK only. */
package dev.levee.sync.model;
