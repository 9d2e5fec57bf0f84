"""What kind of number a level is: of all the years that are spoken of, or of the last."""

from __future__ import annotations

import re

from ..text.times import Time
from .claim import Claim
from .scan import weigh

__all__ = ["at_end", "new_in_name", "summed"]

_FLOW = re.compile(
    r"^(?:城镇)?新|累计|减少|减轻|增加|新增|改造|建成|完成|投入|受益|惠及|转移|脱贫|落户|摘帽|搬迁|减税|退税|降费|增长额|新登记"
)
_OUTLAY = re.compile(r"(?:投资|投资额|投资总额|经费|拨款|支出|资金|费用|贷款)$")
_INVESTED = re.compile(r"(?<!总)投资(?:总额|额)?$")
_GROWN = re.compile(r"(?:增加|提高|扩大|增长|上升|减少|下降|压缩)(?:到|至|为)$")
_SUMS = re.compile(r"(?:为|是|共|计划|安排|拟定|合计|总计|约)$")
_MADE = re.compile(
    r"^(?:扩大|增产|节约|损失(?![数金额])|开荒|开垦|裁减|精减|裁员|使用|利用|竣工|建设|安排|修建|造林|引进|吸收|培养|招收|毕业|出版|派出|接待)"
    r"|竣工面积$|[创用]汇$"
)
#: what comes in year after year: a bare amount in a review of several years is their sum
_DRAWN = re.compile(r"实际(?:利用|使用|到位)(?:外资|内资|外商直接投资|省外资金|市外资金|境外资金)")
_RUN = re.compile(r"(?:就业|开行|发送|运送|输送|发放|投放|交付|销售|播出|演出|接待)$")
#: who did it and what was done with things that are counted
_DOES = re.compile(
    r".{2,8}?(?:取消|新建|建成|实施|引进|培育|获批|获得|荣获|入选|开展|举办|发放|提交|提请|办理|解决|查处|签约|转移|培训|资助|救助|攻克|承担|注册|落户)"
)
#: money that a government gives, year after year
_GIVEN = re.compile(r"(?:支出|投入|补助|补贴|资金)$")
_SPENT = re.compile(r"完成|投入|累计|投资了")
_OVERALL = re.compile(r"(?:总体|平均|总计|合计)(?!每?年?[增递提下每])")
_NEW = re.compile(r"^(?:累计|新[增建])|新[增建](?!.*(?:余额|率|占比|比重)$)")
_NOW = re.compile(r"(?:现有|现已|已设|已有|目前有|共有)$")
_WORTH = re.compile(r"^(?:总)?投资(?:近|约|超|为)?$")
_SPANS = frozenset(["span", "plan", "term"])


def new_in_name(claim: Claim) -> bool:
    """Whether a name says that things are new: `新建学校`."""
    return _NEW.search(claim.names[0]) is not None


def summed(claim: Claim, text: str, begun: int, named: list[Time], left: int) -> bool:
    """Whether a level is of all the years: `五年累计造林…，治理…`, `五年总体赤字率控制在…`."""
    if claim.measure != "level" or claim.each_year:
        return False
    place = claim.quantity.start
    if named and named[-1].kind in _SPANS and _OVERALL.search(text[named[-1].start : named[-1].end + 5]):
        return True
    span = next((t for t in reversed(named) if t.kind in _SPANS and t.start >= left), None)
    if span and _GIVEN.search(claim.names[0]):
        return True
    state = claim.unit.startswith(("%", "％")) or claim.reached
    return text.find("累计", max(begun, place - 120), place) >= 0 and not state


def at_end(claim: Claim, within: bool = False) -> bool:
    if claim.each_year:
        return False
    if claim.measure in ("rank", "streak", "multiple", "gap") or claim.quantity.kind == "zero":
        return True
    if claim.measure != "level":
        return False
    if _NOW.search(claim.left) or (_WORTH.search(claim.left) and claim.window.right.startswith("的")):
        return True
    if "subject.of_streak" in claim.rules:
        return True
    flows = _NEW.search(claim.names[0]) and "subject.from_to" not in claim.rules
    if flows and not claim.base:
        return False
    if claim.unit.startswith(("%", "％")):
        return True
    summed = _SUMS.search(claim.left) and _OUTLAY.search(claim.names[0]) and claim.unit.endswith("元")
    spent = within and _INVESTED.search(claim.names[0]) and not _GROWN.search(claim.left)
    drawn = _DRAWN.match(claim.names[0]) and not claim.reached
    if not claim.base and (_MADE.search(claim.names[0]) or summed or spent or drawn):
        return False
    if claim.base or claim.reached:
        return "累计" not in claim.left
    done = _FLOW.search(claim.names[0]) or _RUN.search(claim.names[0])
    if weigh(claim.unit) == "count":
        done = done or _DOES.match(claim.names[0])
    return not (claim.flow or done or _SPENT.search(claim.left))

