package org.confluens.concordance;

/** A quantity with its 95 % interval. */
public record Estimate(double value, Interval interval) {}
