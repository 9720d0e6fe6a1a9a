package dev.levee.daemon.cli;

import dev.levee.daemon.Components;
import java.util.function.UnaryOperator;

/**
 * What commands find around them.
 *
 * @param components the engine and the stores
 * @param terminal where they write
 * @param stop when they are to end
 * @param environment gives a variable's value, or null
 */
public record Surroundings(
    Components components, Terminal terminal, StopSignal stop, UnaryOperator<String> environment) {}
