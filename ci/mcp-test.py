#!/usr/bin/env python3
"""Asks `assay mcp` as assistants do: with the client of the Model Context Protocol's own SDK (`pip install mcp`).

Usage: ci/mcp-test.py BINARY
"""

import asyncio
import json
import pathlib
import sys
import tempfile

try:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client
except ImportError:
    sys.exit("mcp-test: the SDK is missing: pip install mcp")

RULES = """<group name="local,">
  <rule id="100100" level="5">
    <if_sid>1</if_sid>
    <match>failed</match>
    <description>A failure.</description>
  </rule>
</group>
"""
LOG = "Jan 10 12:00:00 web app[1]: login failed"
CASE = f"[A failure raises an alert]\n> {LOG}\nrule = 100100\n"
TOOLS = ["try", "explain", "lint", "regex", "test", "new", "diff", "ids"]


def expect(condition, what):
    if not condition:
        sys.exit(f"mcp-test: {what}")


async def answer(session, tool, is_error=False, **arguments):
    result = await session.call_tool(tool, arguments)
    data = result.model_dump(by_alias=True)
    text = data["content"][0]["text"]
    expect(bool(data.get("isError")) == is_error, f"{tool} {arguments}: {text}")
    return text


async def check(binary, folder):
    server = StdioServerParameters(command=binary, args=["mcp"], cwd=folder)
    async with stdio_client(server) as (reader, writer), ClientSession(reader, writer) as session:
        start = (await session.initialize()).model_dump(by_alias=True)
        expect(start["serverInfo"]["name"] == "assay", f"another server: {start}")
        listed = (await session.list_tools()).model_dump(by_alias=True)["tools"]
        expect([tool["name"] for tool in listed] == TOOLS, f"other tools: {listed}")
        tried = json.loads(await answer(session, "try", logs=[LOG]))
        expect(tried["answers"][0]["output"]["rule"]["id"] == "100100", f"another rule: {tried}")
        await answer(session, "explain", logs=[LOG], rule=100100)
        expect("findings" in json.loads(await answer(session, "lint")), "lint has no findings member")
        matched = json.loads(await answer(session, "regex", pattern="a\\d+", subjects=["a1"]))
        expect(len(matched["subjects"]) == 1, f"another answer: {matched}")
        run = json.loads(await answer(session, "test"))
        expect(run["passed"] == 1 and run["failed"] == 0, f"other cases: {run}")
        expect("[A new one]" in await answer(session, "new", title="A new one", logs=[LOG]), "no case was written")
        await answer(session, "new", is_error=True, title="A new one", logs=[LOG], into="b.ruletest")
        await answer(session, "test", is_error=True, paths=["/etc"])
        diff = json.loads(await answer(session, "diff", old=".", new=".", corpus=["events.log"]))
        expect(diff["changed"] == 0 and diff["events"] == 1, f"another difference: {diff}")
        expect(json.loads(await answer(session, "ids", next=1))["next"] != [100100], "100100 is taken")
        await session.send_ping()
        return start["protocolVersion"]


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder)
        (place / "assay.conf").write_text("base = minimal\nrules = rules\n")
        (place / "rules").mkdir()
        (place / "rules/local.xml").write_text(RULES)
        (place / "a.ruletest").write_text(CASE)
        (place / "events.log").write_text(LOG + "\n")
        version = asyncio.run(asyncio.wait_for(check(binary, folder), 120))
    print(f"mcp-test: all {len(TOOLS)} tools answer the SDK's client, revision {version}")


main()
