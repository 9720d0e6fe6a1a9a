/** What an operator sees of, and asks from, the engine: groups, tables, settings, answers. */
package dev.levee.sync.engine;
