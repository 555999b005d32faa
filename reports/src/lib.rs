//! From figures and charts to workbooks and PDF documents.
