package org.confluens.security;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Every method of every resource, found by reflection: the description of the API leaves some out. */
final class ResourceMethods {

    private ResourceMethods() {}

    /**
     * A method of the API.
     *
     * @param method the Java method
     * @param verb the HTTP method
     * @param path an address that it serves, with identifiers that nothing has
     * @param consumes the media type of its body, empty if it has none
     * @param roles whom it lets in, empty if it names nobody
     */
    record Door(Method method, String verb, String path, String consumes, Set<String> roles) {

        @Override
        public String toString() {
            return verb + " " + path + " (" + method.getDeclaringClass().getSimpleName() + "." + method.getName() + ")";
        }
    }

    static List<Door> all() {
        List<Door> doors = new ArrayList<>();
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.confluens").stream()
                        .filter(type -> type.isAnnotatedWith(Path.class))
                        .forEach(type -> doors.addAll(of(type.reflect())));
        return doors;
    }

    private static List<Door> of(Class<?> type) {
        List<Door> doors = new ArrayList<>();
        for (Method method : type.getDeclaredMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod verb = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (verb != null) {
                    doors.add(new Door(method, verb.value(), path(type, method), consumes(method), roles(method)));
                }
            }
        }
        return doors;
    }

    private static String consumes(Method method) {
        Consumes type = method.getAnnotation(Consumes.class);
        return type == null ? "" : type.value()[0];
    }

    private static Set<String> roles(Method method) {
        RolesAllowed roles = method.getAnnotation(RolesAllowed.class);
        return roles == null ? Set.of() : Set.copyOf(Arrays.asList(roles.value()));
    }

    private static String path(Class<?> type, Method method) {
        Path own = method.getAnnotation(Path.class);
        String template = "/api/" + type.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value());
        return template.replaceAll("\\{[^}]*}", "999999999");
    }
}
