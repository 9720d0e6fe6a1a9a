/** Charts as pictures. */
package dev.levee.bench.chart;
