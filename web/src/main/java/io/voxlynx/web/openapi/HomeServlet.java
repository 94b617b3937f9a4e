package io.voxlynx.web.openapi;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Whoever opens the bare address in a browser wants to see what is here. */
@WebServlet("")
public class HomeServlet extends HttpServlet {

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) {
        // Not sendRedirect, which makes an address of whatever Host the request named.
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", "/docs/");
    }
}
