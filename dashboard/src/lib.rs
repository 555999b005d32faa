//! Pages, their twins and the server.
