"""How Sphinx builds the documentation: `python -m sphinx -W docs out/docs`, after `pip install ".[docs]"`."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(ROOT))

sys.path.insert(0, str(HERE))

import indicators_page  # noqa: E402

import govreport  # noqa: E402

indicators_page.write()

project = "govreport"
author = "govreport contributors"
copyright = author
version = release = govreport.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_parser",
    "sphinx_gallery.gen_gallery",
    "sphinx_copybutton",
]
source_suffix = {".md": "markdown", ".rst": "restructuredtext"}
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autosummary_generate = True
autodoc_typehints = "none"
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

# the examples are pages of the gallery; Agg draws without a screen, and a figure that warns is a figure to mend
warnings.filterwarnings("ignore", message="FigureCanvasAgg is non-interactive")
sphinx_gallery_conf = {
    "examples_dirs": ["../examples"],
    "gallery_dirs": ["gallery"],
    # a cluster is not started for a page
    "filename_pattern": r"(?<!cluster)\.py$",
    "within_subsection_order": "FileNameSortKey",
    "image_srcset": ["2x"],
    "abort_on_example_error": True,
    "download_all_examples": False,
    "show_signature": False,
    "show_memory": False,
    "min_reported_time": 60,
    "write_computation_times": False,
    "reset_modules": ("matplotlib",),
    "capture_repr": ("_repr_html_", "__repr__"),
    "remove_config_comments": True,
    "ignore_repr_types": r"matplotlib\.|numpy\.ndarray|tuple",
}

html_theme = "pydata_sphinx_theme"
html_title = "govreport"
html_static_path = ["_static"]
html_css_files = ["govreport.css"]
html_show_sourcelink = False
html_theme_options = {
    "show_toc_level": 2,
    "navigation_with_keys": False,
    "show_prev_next": False,
    "navbar_align": "left",
    "footer_start": ["copyright"],
    "footer_end": [],
    "secondary_sidebar_items": ["page-toc"],
    "pygments_light_style": "tango",
    "pygments_dark_style": "monokai",
}
# a page without pages below it would have a column with nothing but a heading
html_sidebars = {"*": [], "api": ["sidebar-nav-bs"], "generated/indicators": []}
