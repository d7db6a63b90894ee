package org.confluens.web;

import static org.confluens.web.JsonFactory.JSON;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

/** The languages of the pages, and the texts of the one that the browser asks for. */
@Path("languages")
@Produces(MediaType.APPLICATION_JSON)
public class LanguagesResource {

    @Inject
    private PageLanguages languages;

    @GET
    @RolesAllowed("viewer") // security.Roles names it; that room imports this one
    public JsonObject languages(@Context HttpHeaders headers) {
        PageLanguages.Language chosen = languages.of(headers.getAcceptableLanguages().stream());
        var all = JSON.createArrayBuilder();
        languages
                .all()
                .forEach(language -> all.add(
                        JSON.createObjectBuilder().add("code", language.code()).add("name", language.name())));
        return JSON.createObjectBuilder()
                .add("language", chosen.code())
                .add("languages", all)
                .add("texts", chosen.texts())
                .build();
    }
}
