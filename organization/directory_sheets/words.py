"""The headings of the two sheets, the words their cells may hold, the lengths that fit."""

DEPARTMENT_COLUMNS = {
    "code": ("部门编码", "编码", "部门代码"),
    "name": ("部门名称", "名称", "部门"),
    "short_name": ("简称", "部门简称"),
    "kind": ("类型", "部门类型"),
    "parent": ("上级编码", "上级部门编码", "上级"),
    "order": ("顺序", "排序", "序号"),
}
PEOPLE_COLUMNS = {
    "account": ("账号", "帐号", "用户名", "登录名"),
    "name": ("姓名",),
    "post": ("岗位", "职务", "岗位职务"),
    "department": ("部门编码", "所属部门编码"),
    "level": ("层级", "人员层级", "级别"),
    "in_charge_of": ("分管部门", "主管部门", "分管"),
    "is_party_member": ("是否党员", "党员"),
    "email": ("邮箱", "电子邮箱", "电子邮件"),
    "mobile": ("手机", "手机号", "手机号码", "联系电话"),
    "role": ("角色",),
}
KINDS = {
    "公司": "company",
    "部门": "department",
    "部室": "department",
    "县公司": "county",
    "县分公司": "county",
    "县市分公司": "county",
    "班组": "team",
    "合作单位": "partner",
}
LEVELS = {
    "班子成员": "executive",
    "领导班子": "executive",
    "中层": "middle",
    "中层管理人员": "middle",
    "党员骨干": "backbone",
    "骨干": "backbone",
    "员工": "employee",
}
YES_NO = {"是": True, "√": True, "1": True, "TRUE": True, "否": False, "0": False, "FALSE": False}
ROLE_WORDS = {"负责人": "head", "部门负责人": "head", "填报人": "member"}
LIMITS = {"code": 40, "name": 80, "short_name": 40, "account": 60, "post": 60, "mobile": 20}
PERSON_NAME_LIMIT = 40
PATH_LIMIT = 255


def headings(columns: dict[str, tuple[str, ...]]) -> str:
    """The usual headings of a sheet in one line."""
    return " ".join(names[0] for names in columns.values())
