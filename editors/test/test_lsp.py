"""Every feature of `assay lsp` through pytest-lsp, which checks each message against the types of the protocol.

Run by editors/test/run with ASSAY (the program) and ASSAY_FOLDER (a copy of the ruleset of the tests) set.
"""

import asyncio
import os
import pathlib

import pytest
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

FOLDER = pathlib.Path(os.environ["ASSAY_FOLDER"])


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[os.environ["ASSAY"], "lsp"]))
async def client(lsp_client: LanguageClient):
    capabilities = client_capabilities("visual-studio-code")
    # What is asked for is tested apart from what comes by itself.
    capabilities.text_document.diagnostic = None
    parameters = types.InitializeParams(
        capabilities=capabilities,
        workspace_folders=[types.WorkspaceFolder(uri=FOLDER.as_uri(), name="shop")],
    )

    # What the server asks for without needing an answer.
    for name in (
        "client/registerCapability",
        "workspace/codeLens/refresh",
    ):
        lsp_client.feature(name)(lambda *_: None)
    answer = await lsp_client.initialize_session(parameters)
    assert answer.server_info.name == "assay"
    yield
    await lsp_client.shutdown_session()


def uri(name: str) -> str:
    return (FOLDER / name).as_uri()


def document(name: str) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(uri=uri(name))


def place(line: int, character: int) -> types.Position:
    return types.Position(line=line, character=character)


def whole() -> types.Range:
    return types.Range(start=place(0, 0), end=place(999, 0))


async def open_(client: LanguageClient, name: str, version: int = 1) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(
            text_document=types.TextDocumentItem(uri=uri(name), language_id="xml", version=version, text=text)
        )
    )


async def problems(client: LanguageClient, name: str, count: int) -> list[types.Diagnostic]:
    for _ in range(600):
        found = client.diagnostics.get(uri(name), [])
        if len(found) == count:
            return list(found)
        await asyncio.sleep(0.05)
    raise AssertionError(f"{name} has {client.diagnostics.get(uri(name), [])}, wanted {count}")


@pytest.mark.asyncio
async def test_diagnostics(client: LanguageClient):
    await open_(client, "rules/shop.xml")
    found = await problems(client, "rules/shop.xml", 3)
    assert [str(item.code) for item in found] == ["unreachable-rule", "list-field", "7617"]
    assert (found[2].range.start, found[2].range.end) == (place(33, 12), place(33, 18))
    # Half-typed, then mended: the emoji in the line counts two.
    change = types.TextDocumentContentChangePartial
    client.text_document_did_change(
        types.DidChangeTextDocumentParams(
            text_document=types.VersionedTextDocumentIdentifier(uri=uri("rules/shop.xml"), version=2),
            content_changes=[
                change(range=types.Range(start=place(12, 37), end=place(12, 44)), text="nobody"),
                change(range=types.Range(start=place(33, 12), end=place(33, 18)), text="100000"),
            ],
        )
    )
    for _ in range(600):
        found = client.diagnostics.get(uri("rules/shop.xml"), [])
        if "7617" not in [str(item.code) for item in found] and any(item.range.start.line == 12 for item in found):
            break
        await asyncio.sleep(0.05)
    column = [item.range.start.character for item in found if item.range.start.line == 12]
    assert column and column[0] in (35, 37), found


@pytest.mark.asyncio
async def test_pull(client: LanguageClient):
    await open_(client, "rules/shop.xml")
    answer = await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=document("rules/shop.xml"))
    )
    assert len(answer.items) == 3
    again = await client.text_document_diagnostic_async(
        types.DocumentDiagnosticParams(text_document=document("rules/shop.xml"), previous_result_id=answer.result_id)
    )
    assert again.kind == "unchanged"
    everything = await client.workspace_diagnostic_async(types.WorkspaceDiagnosticParams(previous_result_ids=[]))
    assert uri("rules/shop.xml") in [item.uri for item in everything.items]


@pytest.mark.asyncio
async def test_names(client: LanguageClient):
    await open_(client, "rules/shop.xml")
    at = dict(text_document=document("rules/shop.xml"), position=place(10, 14))
    found = await client.text_document_definition_async(types.DefinitionParams(**at))
    assert found[0].range.start == place(4, 12)
    found = await client.text_document_references_async(
        types.ReferenceParams(**at, context=types.ReferenceContext(include_declaration=True))
    )
    assert len(found) == 2
    assert await client.text_document_document_highlight_async(types.DocumentHighlightParams(**at))
    prepared = await client.text_document_prepare_rename_async(types.PrepareRenameParams(**at))
    assert prepared.placeholder == "100000"
    edit = await client.text_document_rename_async(types.RenameParams(**at, new_name="100008"))
    assert edit.document_changes
    hover = await client.text_document_hover_async(types.HoverParams(**at))
    assert "rule 100000" in hover.contents.value


@pytest.mark.asyncio
async def test_completion(client: LanguageClient):
    await open_(client, "rules/shop.xml")
    found = await client.text_document_completion_async(
        types.CompletionParams(text_document=document("rules/shop.xml"), position=place(10, 16))
    )
    assert "100000" in [item.label for item in found.items]


@pytest.mark.asyncio
async def test_outline(client: LanguageClient):
    await open_(client, "rules/shop.xml")
    own = document("rules/shop.xml")
    symbols = await client.text_document_document_symbol_async(types.DocumentSymbolParams(text_document=own))
    assert [item.name for item in symbols] == ["REFUSED", "shop,"]
    found = await client.workspace_symbol_async(types.WorkspaceSymbolParams(query="clerk"))
    assert len(found) == 2
    assert await client.text_document_folding_range_async(types.FoldingRangeParams(text_document=own))
    ranges = await client.text_document_selection_range_async(
        types.SelectionRangeParams(text_document=own, positions=[place(11, 14)])
    )
    assert ranges[0].parent.parent
    tokens = await client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(text_document=own))
    assert len(tokens.data) % 5 == 0 and len(tokens.data) > 50
    part = await client.text_document_semantic_tokens_range_async(
        types.SemanticTokensRangeParams(text_document=own, range=types.Range(start=place(28, 0), end=place(29, 0)))
    )
    assert 0 < len(part.data) < len(tokens.data)
    hints = await client.text_document_inlay_hint_async(types.InlayHintParams(text_document=own, range=whole()))
    assert any("fires at event 4 within 120 s" in hint.label for hint in hints)
    edits = await client.text_document_formatting_async(
        types.DocumentFormattingParams(text_document=own, options=types.FormattingOptions(tab_size=2, insert_spaces=True))
    )
    assert not edits


@pytest.mark.asyncio
async def test_hierarchy(client: LanguageClient):
    await open_(client, "rules/shop.xml")
    items = await client.text_document_prepare_call_hierarchy_async(
        types.CallHierarchyPrepareParams(text_document=document("rules/shop.xml"), position=place(9, 14))
    )
    above = await client.call_hierarchy_incoming_calls_async(types.CallHierarchyIncomingCallsParams(item=items[0]))
    below = await client.call_hierarchy_outgoing_calls_async(types.CallHierarchyOutgoingCallsParams(item=items[0]))
    assert [call.from_.name for call in above] == ["rule 100000"]
    assert [call.to.name for call in below] == ["rule 100002"]


@pytest.mark.asyncio
async def test_actions_and_cases(client: LanguageClient):
    await open_(client, "rules/shop.xml")
    await open_(client, "tests/shop.ruletest")
    lenses = await client.text_document_code_lens_async(types.CodeLensParams(text_document=document("rules/shop.xml")))
    assert "▶ 2 cases" in [lens.command.title for lens in lenses]
    answer = await client.workspace_execute_command_async(
        types.ExecuteCommandParams(
            command="assay.runCases", arguments=[{"uri": uri("rules/shop.xml"), "rule": "100001"}]
        )
    )
    assert answer["passed"] == 1 and answer["failed"] == 1
    failed = await problems(client, "tests/shop.ruletest", 1)
    assert str(failed[0].code) == "case-failed"
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=document("tests/shop.ruletest"),
            range=failed[0].range,
            context=types.CodeActionContext(diagnostics=failed),
        )
    )
    assert actions[0].title == "Accept what came out"
    actions = await client.text_document_code_action_async(
        types.CodeActionParams(
            text_document=document("rules/shop.xml"),
            range=types.Range(start=place(27, 20), end=place(27, 20)),
            context=types.CodeActionContext(diagnostics=[]),
        )
    )
    assert any(action.kind == "quickfix" for action in actions)
