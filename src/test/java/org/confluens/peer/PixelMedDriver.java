package org.confluens.peer;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs PixelMed's DicomSRValidator over many files in one virtual machine; a program of its own, started by {@link
 * SrValidators}. By reflection, because the library is in no Maven repository.
 */
final class PixelMedDriver {

    /** Stands before the name of each file, whose report follows. */
    static final String FILE = "FILE ";

    private PixelMedDriver() {}

    public static void main(String[] arguments) throws Exception {
        Class<?> type = Class.forName("com.pixelmed.validate.DicomSRValidator");
        Object validator = type.getConstructor().newInstance();
        Method validate = type.getMethod("validate", String.class);
        for (String file : Files.readAllLines(Path.of(arguments[0]))) {
            String report = (String) validate.invoke(validator, file);
            System.out.println(FILE + file);
            System.out.println(report);
        }
    }
}
