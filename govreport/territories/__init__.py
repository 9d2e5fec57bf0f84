"""The nation, its provinces, prefectures and counties, zones and townships: names, codes, levels and parents.

The table is `data/regions.tsv`, with the codes of GB/T 2260. It holds what there is today and the names that lists of
earlier years have. A unit that went on whole under another name (徐水县, 徐水区) is one region; one that was divided or
merged (宣武区 of 北京) is a region of its own with the last year in which a yearly list, up to 2019, has it.

`data/zones.tsv` holds the zones of national rank and 新疆生产建设兵团 with its divisions: territories of their own, in
a region and never that region. A township is in no table: it is known by its form behind the region it lies in.
"""

from govreport.territories.finding import also_called, find_regions, former_name, leading, locate, region, regions
from govreport.territories.table import LEVELS, Region

__all__ = ["LEVELS", "Region", "also_called", "find_regions", "former_name", "leading", "locate", "region", "regions"]
