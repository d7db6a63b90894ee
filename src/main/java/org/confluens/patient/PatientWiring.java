package org.confluens.patient;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import javax.sql.DataSource;

/** What the beans of this room are made of in the running service. */
@Dependent
class PatientWiring {

    @Resource(lookup = "java:app/jdbc/confluens")
    private DataSource database;

    DataSource database() {
        return database;
    }
}
