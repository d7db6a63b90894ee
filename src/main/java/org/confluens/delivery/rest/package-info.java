/**
 * What people and monitors see of deliveries and of their destination, and what they may ask for.
 *
 * <p>Imports the other rooms of {@code delivery}, the core, {@code config}, {@code web} and {@code security}.
 */
package org.confluens.delivery.rest;
