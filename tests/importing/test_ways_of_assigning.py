"""Ways in which plans lay tasks on units: small plans of one district, and what the import has to make of each.

A line of `tasks` is: who leads, who supports, the deadline, how the task begins; of `reports`: who owes, to whom,
through whom, how often, by when. `asked` are kinds of questions, each with the numbers of its place.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from gen.importing import PlanDraft, draft_plan, read_passages, render_yaml
from gen.plan.binding import bind_tasks
from gen.plan.file.loading import load_plan
from gen.plan.model import Plan, Unit
from gen.plan.units import expand
from tests.support.plan_docx import plan_docx

UNITS = tuple(
    Unit.model_validate(one)
    for one in (
        {"id": "huyen", "kind": "district", "name": "Sông Lam"},
        {"id": "nn", "kind": "department", "name": "Phòng Nông nghiệp và PTNT", "abbr": "NN"},
        {"id": "yt", "kind": "department", "name": "Phòng Y tế", "abbr": "YT"},
        {"id": "kt", "kind": "department", "name": "Phòng Kinh tế và Hạ tầng", "abbr": "KT"},
        {"id": "hnd", "kind": "union", "name": "Hội Nông dân huyện", "abbr": "HND"},
        {"id": "mttq", "kind": "front", "name": "Ủy ban MTTQ Việt Nam huyện", "abbr": "MTTQ"},
        {"id": "ca", "kind": "police", "name": "Công an huyện", "abbr": "CA"},
        {"id": "dong", "kind": "commune", "name": "Đông Hải"},
        {"id": "tay", "kind": "commune", "name": "Tây Hải"},
        {"id": "nam", "kind": "commune", "name": "Nam Hải"},
    )
)
HEAD = """ỦY BAN NHÂN DÂN
HUYỆN SÔNG LAM
Số: 45/KH-UBND
Sông Lam, ngày 12 tháng 3 năm 2024
KẾ HOẠCH
Chăm sóc cây xanh năm 2024
I. MỤC ĐÍCH, YÊU CẦU
Giữ cây xanh sống tốt.
II. TỔ CHỨC THỰC HIỆN
"""
TAIL = "\nTrên đây là Kế hoạch của Ủy ban nhân dân huyện./.\nNơi nhận:\n- Lưu: VT.\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH"


@dataclass(frozen=True)
class Way:
    """A plan's part that lays tasks on units, and what comes of it."""

    name: str
    body: str
    tasks: str = ""
    reports: str = ""
    asked: str = ""
    after: str = ""


WAYS = (
    Way(
        "bold numbers before plain text are sections of their own",
        "**1. Phòng Nông nghiệp và PTNT**\n- Lập danh mục cây.\n**2. Phòng Y tế:** Kiểm tra thuốc phun.\n"
        "**3.** Đề nghị Hội Nông dân huyện vận động hội viên.",
        "nn | | | Lập danh mục\nyt | | | Kiểm tra\nhnd | | | vận động",
    ),
    Way(
        "the unit is the subject of the sentence",
        "1. Phòng Nông nghiệp và PTNT chủ trì, phối hợp với Phòng Y tế lập danh mục, xong trước ngày 15/4/2024.\n"
        "2. UBND các xã trồng cây; báo cáo UBND huyện trước ngày 20/12/2024 (qua Phòng Y tế tổng hợp).",
        "nn | yt | 2024-04-15 | chủ trì\ndong,tay,nam | | 2024-12-20 | trồng cây",
        "dong,tay,nam | huyen | yt | once | 2024-12-20",
        "report:11",
    ),
    Way(
        "labelled lines are said of the task above them",
        "1. Chăm sóc cây\n- Tỉa cành.\nĐơn vị chủ trì: Phòng Y tế.\nĐơn vị phối hợp: Công an huyện.\n- Trồng cây.\n"
        "Đơn vị chủ trì: Phòng Kinh tế và Hạ tầng.\nThời gian thực hiện: Tháng 9/2024.",
        "yt | ca | | Tỉa cành\nkt | | 2024-09 | Trồng cây",
    ),
    Way(
        "lines under letters are said of the line with the task",
        "1. Chăm sóc cây\na) Nhiệm vụ: Tỉa cành.\nb) Cơ quan thực hiện:\n- Đơn vị chủ trì: Phòng Y tế.\n"
        "- Đơn vị phối hợp: UBND xã, thị trấn.\nc) Thời gian thực hiện: Từ 01/5/2024 đến 30/9/2024.",
        "yt | dong,tay,nam | 2024-09-30 | Nhiệm vụ: Tỉa cành",
    ),
    Way("a group with names is these", "1. UBND các xã: Đông Hải, Tây Hải\n- Trồng cây.", "dong,tay | | | Trồng"),
    Way("a group can have exceptions", "1. UBND các xã (trừ xã Nam Hải)\n- Trồng cây.", "dong,tay | | | Trồng"),
    Way(
        "a unit stands one level deeper",
        "1. Nhiệm vụ của các phòng, ban\n1.1. Phòng Y tế\n- Phun thuốc.\n"
        "2. Nhiệm vụ của các xã\n2.1. UBND xã Đông Hải\n- Trồng cây.",
        "yt | | | Phun thuốc\ndong | | | Trồng cây",
    ),
    Way(
        "headings without a number",
        "Phòng Y tế:\n- Phun thuốc.\n- Kiểm tra.\nĐề nghị Hội Nông dân huyện:\n- Vận động.",
        "yt | | | Phun thuốc\nyt | | | Kiểm tra\nhnd | | | Vận động",
    ),
    Way(
        "paragraphs without a number at the end of a part",
        "1. Phòng Y tế\n- Phun thuốc.\nĐề nghị Hội Nông dân huyện vận động.\nGiao Phòng Kinh tế và Hạ tầng theo dõi.",
        "yt | | | Phun thuốc\nhnd | | | vận động\nkt | | | theo dõi",
    ),
    Way(
        "a paragraph that leads in lays nothing on anybody",
        "Các cơ quan, đơn vị thực hiện như sau:\n1. Phòng Y tế\n- Phun thuốc.",
        "yt | | | Phun thuốc",
    ),
    Way(
        "bodies of another level are none of the registry",
        "1. Phòng Y tế\n- Phối hợp với Công an tỉnh và Ủy ban MTTQ Việt Nam tỉnh kiểm tra.\n"
        "2. Công an tỉnh\n- Tuần tra.",
        "yt | | | Phối hợp\nopen | | | Tuần tra",
        asked="lead:12",
    ),
    Way(
        "partners end where the names end",
        "1. Phòng Y tế\n- Phối hợp cùng Công an huyện và Phòng Kinh tế và Hạ tầng, UBND các xã tuần tra.",
        "yt | kt,ca,dong,tay,nam | | Phối hợp",
    ),
    Way(
        "a heading with its partners",
        "1. Phòng Y tế chủ trì, phối hợp với Công an huyện:\n- Tập huấn.\n- Tuần tra.",
        "yt | ca | | Tập huấn\nyt | ca | | Tuần tra",
    ),
    Way(
        "letters stand below the dash that introduces them",
        "1. Phòng Y tế\n- Tập huấn:\na) Cho cán bộ;\nb) Cho người dân.\n- Phun thuốc.",
        "yt | | | Tập huấn\nyt | | | Cho cán bộ\nyt | | | Cho người dân\nyt | | | Phun thuốc",
    ),
    Way(
        "a part on reports with several frequencies",
        "1. Phòng Y tế\n- Phun thuốc.\nIII. CHẾ ĐỘ BÁO CÁO\n"
        "Định kỳ hằng quý (trước ngày 20 của tháng cuối quý), hằng năm (trước ngày 18/12), "
        "các đơn vị báo cáo về Phòng Y tế.",
        "yt | | | Phun thuốc",
        "all | huyen | yt | quarterly | trước ngày 20 của tháng cuối quý\nall | huyen | yt | yearly | trước ngày 18/12",
        "report:13",
    ),
    Way(
        "a report in the last paragraph",
        "1. Phòng Y tế\n- Phun thuốc.\nIII. CHẾ ĐỘ BÁO CÁO\n"
        "Các cơ quan, đơn vị báo cáo kết quả về UBND huyện (qua Phòng Y tế) trước ngày 10/12/2024./.",
        "yt | | | Phun thuốc",
        "all | huyen | yt | once | 2024-12-10",
        "report:13",
    ),
    Way(
        "a table with rows that name the unit",
        "Các nhiệm vụ như sau:\n| TT | Nội dung công việc | Thời gian |\n| A | Phòng Y tế | |\n"
        "| 1 | Tỉa cành | Quý II/2024 |\n"
        "| B | Công an huyện | |\n| 1 | Tuần tra | Tháng 5/2024 |",
        "yt | | 2024-06 | Tỉa cành\nca | | 2024-05 | Tuần tra",
    ),
    Way(
        "a table with rows that head others",
        "Các nhiệm vụ như sau:\n| TT | Nhiệm vụ | Chủ trì | Phối hợp |\n"
        "| I | CHĂM SÓC | | |\n| 1 | Tỉa cành | Phòng Y tế | Công an huyện |",
        "yt | ca | | Tỉa cành",
    ),
    Way(
        "a matrix of units",
        "Các nhiệm vụ như sau:\n| TT | Nhiệm vụ | Phòng Y tế | Công an huyện |\n"
        "| 1 | Tỉa cành | CT | PH |\n| 2 | Tuần tra | | x |",
        "yt | ca | | Tỉa cành\nca | | | Tuần tra",
    ),
    Way(
        "what is done first, who does it behind it",
        "1. Tăng cường tuyên truyền\n- Phát tờ rơi; giao Phòng Y tế chủ trì.\n"
        "- Nói chuyện tại thôn (Công an huyện thực hiện).",
        "yt | | | Phát tờ rơi\nca | | | Nói chuyện",
    ),
    Way(
        "several sentences with a subject each",
        "1. Phòng Y tế kiểm tra. Công an huyện tuần tra. Đề nghị Hội Nông dân huyện vận động.",
        "yt | | | kiểm tra\nca | | | Công an\nhnd | | | Đề nghị",
    ),
    Way(
        "labels behind several points are said of all of them",
        "1. Chăm sóc cây\n- Tưới cây.\n- Tỉa cành.\nĐơn vị chủ trì: Phòng Y tế; Đơn vị phối hợp: Công an huyện.",
        "yt | ca | | Tưới cây\nyt | ca | | Tỉa cành",
    ),
    Way(
        "a label that says who leads and who supports",
        "1. Chăm sóc cây\na) Tưới cây.\n- Cơ quan thực hiện: Phòng Y tế chủ trì, phối hợp với Công an huyện.",
        "yt | ca | | Tưới cây",
    ),
    Way(
        "a label with its bodies in the lines below it",
        "1. Chăm sóc cây\na) Tưới cây.\n- Đơn vị chủ trì:\n+ Phòng Y tế\n+ Công an huyện",
        "yt,ca | | | Tưới cây",
    ),
    Way(
        "what a body is, in brackets or behind a dash, is no second body",
        "1. Phòng Y tế (Cơ quan thường trực Ban Chỉ đạo):\n- Tưới cây.\n"
        "2. Công an huyện - Cơ quan thường trực Ban An toàn\n- Tỉa cành.",
        "yt | | | Tưới cây\nca | | | Tỉa cành",
    ),
    Way(
        "heads of offices stand for their offices",
        "1. Trưởng Phòng Y tế, Trưởng Công an huyện; Chủ tịch UBND các xã:\n- Tưới cây.",
        "yt,ca,dong,tay,nam | | | Tưới cây",
    ),
    Way(
        "parts of a body are that body, and groups need no “các”",
        "1. Phòng Y tế\n- Phối hợp với lực lượng Công an huyện và UBND xã, thị trấn tưới cây.",
        "yt | ca,dong,tay,nam | | Phối hợp",
    ),
    Way(
        "a group that is narrowed is not the whole group",
        "1. Phòng Y tế\n- Phối hợp với các cơ quan báo chí, Công an huyện tuyên truyền.",
        "yt | ca | | Phối hợp",
    ),
    Way(
        "communes that a partner list names are these alone",
        "1. Phòng Y tế\n- Phối hợp với UBND 02 xã: Đông Hải, Tây Hải trồng cây.",
        "yt | dong,tay | | Phối hợp",
    ),
    Way(
        "whom somebody is told to work with is no partner of who tells it",
        "1. Phòng Y tế\n- Chỉ đạo các trạm phối hợp với Công an huyện trồng cây.",
        "yt | | | Chỉ đạo",
    ),
    Way(
        "the subject behind what it goes by, in a task without a heading",
        "1. Phòng Y tế\n- Tưới cây.\n2. Căn cứ Kế hoạch này, Công an huyện, UBND các xã, thị trấn tổ chức tỉa cành.",
        "yt | | | Tưới cây\nca,dong,tay,nam | | | Căn cứ",
    ),
    Way(
        "the name of a task before who does it",
        "1. Chăm sóc cây\n- Mở vườn ươm: Phòng Y tế rà soát, lập danh sách.",
        "yt | | | Mở vườn ươm",
    ),
    Way(
        "times without an end stay in words, of several months the last one counts",
        "1. Phòng Y tế\na) Tưới cây.\n- Thời gian thực hiện: Tháng 11 - 12/2024.\n"
        "b) Tỉa cành.\n- Thời gian thực hiện: Từ năm 2024.\nc) Trồng cây.\n- Thời gian: Năm 2024 và các năm tiếp theo.",
        "yt | | 2024-12 | Tưới cây\nyt | | Từ năm 2024 | Tỉa cành\nyt | | Năm 2024 và các năm tiếp theo | Trồng cây",
    ),
    Way(
        "the budget of each year is no deadline",
        "1. Phòng Y tế\n- Bố trí ngân sách hằng năm để tưới cây.",
        "yt | | | Bố trí",
    ),
    Way(
        "numbers that begin anew in each part are no mistake",
        "1. Phòng Y tế\n- Tưới cây.\nIII. PHÂN CÔNG NHIỆM VỤ\n1. Công an huyện\n1.1. Tỉa cành.",
        "yt | | | Tưới cây\nca | | | Tỉa cành",
    ),
    Way(
        "a table in which one column says who carries it out",
        "Các nhiệm vụ như sau:\n| TT | Nội dung | Thời gian | Chủ trì | Thực hiện |\n"
        "| 1 | Tỉa cành | Quý II/2024 | Phòng Y tế | Công an huyện |",
        "yt | ca | 2024-06 | Tỉa cành",
    ),
    Way(
        "cells that are empty where others are not are asked about",
        "Các nhiệm vụ như sau:\n| TT | Nhiệm vụ | Chủ trì | Thời gian |\n"
        "| 1 | Tỉa cành | Phòng Y tế | Tháng 5/2024 |\n| 2 | Tưới cây | Công an huyện | |",
        "yt | | 2024-05 | Tỉa cành\nca | | | Tưới cây",
        asked="look:1-3-1",
    ),
    Way(
        "a remark in brackets is no task",
        "1. Phòng Y tế\n- Tưới cây.\n(Chi tiết theo bảng riêng)",
        "yt | | | Tưới cây",
    ),
    Way(
        "a sentence on reports that says little is asked about",
        "1. Phòng Y tế\n- Kịp thời báo cáo khi cây đổ.",
        "yt | | | Kịp thời",
        "yt | theo quy định | | ad-hoc | ",
        "report:11 report:11:2",
    ),
    Way(
        "a clause that begins with another unit is asked about, and stays with whom the sentence begins with",
        "1. Phòng Y tế chủ trì mua thuốc: Công an huyện bảo vệ kho.",
        "yt | | | chủ trì mua thuốc",
        asked="task:10",
    ),
    Way(
        "a sentence that begins with another unit is asked about, whatever that does",
        "1. Giao Phòng Y tế chủ trì phun thuốc. Công an huyện giữ trật tự.",
        "yt | | | chủ trì phun thuốc\nyt | | | Công an huyện giữ",
        asked="task:10",
    ),
    Way(
        "a point that begins with another unit is asked about, whatever that does",
        "1. Phòng Y tế\n- Phun thuốc.\n- Công an huyện giữ trật tự.",
        "yt | | | Phun thuốc\nyt | | | Công an huyện giữ",
        asked="task:12",
    ),
    Way(
        "a point of which nobody is known, before one that names somebody, is asked about",
        "1. Trạm Thủy lợi huyện tưới cây.\n2. Phòng Y tế kiểm tra việc tưới cây.",
        "yt | | | kiểm tra",
        asked="lead:10 look:10",
    ),
    Way(
        "offices that are listed behind the name of all are asked about where none of them is known",
        "1. Phòng Y tế\n- Phối hợp với các phòng: Kinh tế và Hạ tầng kiểm tra.",
        "yt | | | Phối hợp",
        asked="look:11",
    ),
    Way(
        "a cell on partners that excepts somebody names nobody",
        "Các nhiệm vụ như sau:\n| TT | Nhiệm vụ | Chủ trì | Phối hợp |\n"
        "| 1 | Tỉa cành | Phòng Y tế | Các phòng, trừ Công an huyện |",
        "yt | | | Tỉa cành",
        asked="partners:1-2-1",
    ),
    Way(
        "two deadlines in a cell are a question",
        "Các nhiệm vụ như sau:\n| TT | Nhiệm vụ | Chủ trì | Thời gian |\n"
        "| 1 | Tỉa cành | Phòng Y tế | Trước 01/4/2024 và trước 01/10/2024 |",
        "yt | | 2024-04-01 | Tỉa cành",
        asked="due:1-2-1",
    ),
    Way(
        "a request below a section is asked about",
        "1. Chăm sóc cây\n1.1. Đề nghị Công an huyện\n- Tuần tra.\n1.2. Phòng Y tế\n- Tưới cây.",
        "ca | | | Tuần tra\nyt | | | Tưới cây",
        asked="look:11-12",
    ),
    Way(
        "funds that a unit gives are asked about, whatever the verb",
        "1. Phòng Y tế\n- Tưới cây.\nIII. KINH PHÍ\nPhòng Kinh tế và Hạ tầng xuất 5 tỷ đồng.",
        "yt | | | Tưới cây",
        asked="task:13",
    ),
    Way(
        "who leads, who helps and by when stand below the points, each under a heading without a colon",
        "1. Nội dung, biện pháp\na) Tưới cây.\nb) Tỉa cành.\n2. Cơ quan chủ trì, phối hợp\n"
        "a) Cơ quan chủ trì\n- Phòng Y tế.\n- Công an huyện.\nb) Cơ quan phối hợp\n- UBND các xã.\n"
        "3. Thời gian thực hiện: Tháng 5/2024.",
        "yt,ca | dong,tay,nam | 2024-05 | Tưới cây\nyt,ca | dong,tay,nam | 2024-05 | Tỉa cành",
    ),
    Way(
        "points below “Nhiệm vụ:” have the labels beside it",
        "1. Về cây xanh\na) Nhiệm vụ:\n- Tưới cây.\n- Tỉa cành.\nb) Cơ quan thực hiện:\n- Đơn vị chủ trì: Phòng Y tế.\n"
        "- Đơn vị phối hợp: UBND các xã.\nc) Thời gian thực hiện: Tháng 5/2024.",
        "yt | dong,tay,nam | 2024-05 | Tưới cây\nyt | dong,tay,nam | 2024-05 | Tỉa cành",
    ),
    Way(
        "labels behind the points of a task are said of the task, and its points have those who lead it",
        "1. Về cây xanh\n1.1. Tổ chức hội nghị về việc chăm sóc cây xanh.\n- Bảo đảm đúng thành phần.\n"
        "- Thời gian hoàn thành: Tháng 5/2024.\n- Đơn vị chủ trì: Phòng Y tế.\n"
        "1.2. Tưới cây.\n- Đơn vị chủ trì: Công an huyện.",
        "yt | | 2024-05 | Tổ chức hội nghị\nyt | | | Bảo đảm đúng thành phần\nca | | | Tưới cây",
    ),
    Way(
        "labels behind the points of a heading are said of each point",
        "1. Tổ chức trồng và chăm sóc cây xanh trên địa bàn huyện\n- Trồng cây.\n- Tưới cây.\n"
        "- Đơn vị chủ trì: Phòng Y tế.",
        "yt | | | Trồng cây\nyt | | | Tưới cây",
    ),
    Way(
        "labels below a numbered task are its own",
        "1. Tổ chức tập huấn về cây xanh\n- Cơ quan chủ trì: Phòng Y tế.\n- Cơ quan phối hợp: Công an huyện.\n"
        "2. Biên soạn tài liệu.\n- Cơ quan thực hiện: Công an huyện.",
        "yt | ca | | Tổ chức tập huấn\nca | | | Biên soạn",
    ),
    Way(
        "a request with a colon before those who are requested",
        "1. Đề nghị: Hội Nông dân huyện, Ủy ban MTTQ Việt Nam huyện\n- Vận động hội viên.",
        "hnd,mttq | | | Vận động",
    ),
    Way(
        "steps head what is done in them, and labels behind that are said of it",
        "1. Trình tự trồng cây\nBước 1: Chọn giống cây.\n- Phòng Y tế kiểm tra giống.\n"
        "- Thời gian hoàn tất: trước ngày 15/4/2024.\n"
        "Bước 2: Trồng cây.\n- UBND các xã tổ chức trồng cây.\n- Thời gian hoàn tất: trước ngày 15/5/2024.",
        "yt | | 2024-04-15 | Phòng Y tế kiểm tra\ndong,tay,nam | | 2024-05-15 | UBND các xã",
    ),
    Way(
        "who is requested works with those whom the request names",
        "1. Đề nghị Hội Nông dân huyện phối hợp với UBND xã Đông Hải vận động hội viên.",
        "hnd | dong | | phối hợp",
    ),
    Way(
        "a paragraph behind the last labelled line is none of that",
        "1. Về cây xanh\na) Nhiệm vụ: Tưới cây.\nb) Cơ quan thực hiện: Phòng Y tế.\nc) Thời hạn: Tháng 5/2024.\n"
        "UBND các xã tổ chức trồng cây.",
        "yt | | 2024-05 | Nhiệm vụ: Tưới cây\ndong,tay,nam | | | tổ chức trồng",
    ),
    Way(
        "what something consists of is no task, and asked about",
        "1. Phòng Y tế\n- Nhận hồ sơ, gồm:\n+ Đơn đề nghị;\n+ Bản vẽ.\n- Tưới cây.",
        "yt | | | Nhận hồ sơ\nyt | | | Tưới cây",
        asked="look:12-13",
    ),
    Way(
        "what an order consists of is done, where it says what to do",
        "1. Phòng Y tế\n- Chăm sóc cây, gồm:\n+ tổ chức tưới cây;\n+ kiểm tra lá.",
        "yt | | | Chăm sóc cây\nyt | | | tổ chức tưới\nyt | | | kiểm tra lá",
    ),
    Way(
        "with whom all points are done stands in their heading",
        "1. Phòng Y tế\na) Chủ trì, phối hợp với Công an huyện, UBND các xã\n- Tưới cây.\n"
        "b) Phối hợp với Phòng Nông nghiệp và PTNT\n- Tỉa cành.",
        "yt | ca,dong,tay,nam | | Tưới cây\nyt | nn | | Tỉa cành",
    ),
    Way(
        "a table of units, each with its points",
        "Phân công như sau:\n| Đơn vị | Nhiệm vụ |\n| Phòng Y tế | Tưới cây |\n| Công an huyện | Giữ cây |",
        "yt | | | Đơn vị: Phòng Y tế. Tưới cây\nca | | | Đơn vị: Công an huyện. Giữ cây",
    ),
    Way(
        "a table with those who lead and a column of another name",
        "Phân công như sau:\n| TT | Chỉ tiêu | Chủ trì |\n| 1 | Trồng 100 cây | Phòng Y tế |",
        "yt | | | Trồng 100 cây",
        asked="look:1-1-2",
    ),
    Way(
        "rows of a table of another kind are no tasks of the unit above it",
        "1. Phòng Y tế\n- Tưới cây.\n| Văn thư 1 | Trưởng phòng | Trưởng ban |\n"
        "| Văn thư 2 | Nhân viên | Thành viên |",
        "yt | | | Tưới cây",
        asked="look:1-1-1-1-2-1",
    ),
    Way(
        "points of another part to which a task refers are asked about",
        "1. Phòng Y tế chủ trì thực hiện các nhiệm vụ tại mục III.1 của Kế hoạch.\nIII. MỤC TIÊU\n1. Về nước\n"
        "- Tưới cây.\n- Giữ nước.\n2. Về đất\n- Xới đất.",
        "yt | | | chủ trì thực hiện",
        asked="look:10-13-14",
    ),
    Way(
        "a unit with what it does in the midst of a sentence elsewhere is asked about",
        "1. Phòng Y tế\n- Tưới cây.\nIII. KINH PHÍ\nDự toán lập hằng năm, gửi Phòng Kinh tế và Hạ tầng tổng hợp.",
        "yt | | | Tưới cây",
        asked="task:13",
    ),
)  # fmt: skip


def imported(way: Way, folder: Path) -> tuple[PlanDraft, Plan]:
    path = folder / "plan.docx"
    path.write_bytes(plan_docx((HEAD + way.body + TAIL).splitlines()))
    drafted = draft_plan(read_passages(path), path.name, UNITS)
    target = folder / "plan.yaml"
    target.write_text(render_yaml(drafted.plan), encoding="utf-8")
    return drafted, load_plan(target).plan


def due_of(one: object) -> str:
    due = getattr(one, "due", None)
    return "" if due is None else str(due.value or due.raw)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_tasks_have_those_who_lead_and_support_and_the_deadline(way: Way, tmp_path: Path) -> None:
    _drafted, plan = imported(way, tmp_path)
    found = []
    for bound in (one for section in bind_tasks(plan) for one in section.walk() if one.is_task):
        leads, supports = (
            [unit.id for unit in plan.units if unit.id in ids] for ids in (bound.leads, bound.supporters)
        )
        assert bound.entry.item is not None
        found.append([",".join(leads or ["open"]), ",".join(supports), due_of(bound.entry.item), bound.entry.text])
    wanted = [[cell.strip() for cell in line.split("|")] for line in way.tasks.splitlines()]
    assert [[*row[:3], row[3][: len(want[3])]] for row, want in zip(found, wanted, strict=True)] == wanted


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_reports_have_those_who_owe_them_and_how_often(way: Way, tmp_path: Path) -> None:
    _drafted, plan = imported(way, tmp_path)
    found = []
    for one in plan.obligations:
        owing = "all" if one.of == ("all",) else ",".join(expand(plan, one.of))
        found.append([owing, one.to or one.to_name or "", one.through or "", one.frequency.value, due_of(one)])
    assert found == [[cell.strip() for cell in line.split("|")] for line in way.reports.splitlines()]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_is_understood_is_not_asked_about(way: Way, tmp_path: Path) -> None:
    drafted, _plan = imported(way, tmp_path)
    assert [one.id for one in drafted.questions] == way.asked.split()
