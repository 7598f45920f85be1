using System.Runtime.CompilerServices;
using System.Text;

namespace NetGen.Generator.Tests.Harness;

/// <summary>
/// Compares text with snapshots kept in Verify's convention: <c>Class.Method#Hint.verified.cs</c> with the hint's file name in its first line for generated
/// sources, <c>Class.Method.verified.txt</c> for other text; LF and a byte-order mark. A mismatch writes <c>.received.</c> beside it: to accept it, rename it.
/// </summary>
internal sealed class Snapshot(string folder, string testClass)
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>Compares every generated source of a run; a snapshot without a source is a mismatch too.</summary>
    public void Sources(GeneratorRun run, [CallerMemberName] string method = "")
    {
        var received = run.Sources.ToDictionary(
            source => $"{testClass}.{method}#{Path.GetFileNameWithoutExtension(source.HintName)}",
            source => $"//HintName: {source.HintName}\n{source.SourceText}");
        var stale = Directory.EnumerateFiles(Folder, $"{testClass}.{method}#*.verified.cs")
            .Where(path => !received.ContainsKey(Path.GetFileName(path)[..^".verified.cs".Length]))
            .Select(path => $"{Path.GetFileName(path)}: no such source is generated.");
        Report([.. stale, .. received.Select(pair => Difference(pair.Key, "cs", pair.Value)).OfType<string>()]);
    }

    public void Text(string text, [CallerMemberName] string method = "") => Report([.. new[] { Difference($"{testClass}.{method}", "txt", text) }.OfType<string>()]);

    private string Folder => Path.Combine(Repository.TestProject, folder);

    private static void Report(IReadOnlyCollection<string> differences) => Assert.True(differences.Count == 0, string.Join("\n\n", differences));

    /// <summary>What differs, or null.</summary>
    private string? Difference(string name, string extension, string text)
    {
        var verifiedPath = Path.Combine(Folder, $"{name}.verified.{extension}");
        var receivedPath = Path.Combine(Folder, $"{name}.received.{extension}");
        File.Delete(receivedPath);
        var expected = File.Exists(verifiedPath) ? File.ReadAllBytes(verifiedPath) : null;
        byte[] actual = [.. WithMark.Preamble, .. WithMark.GetBytes(text)];
        if (expected is not null && expected.AsSpan().SequenceEqual(actual)) return null;

        File.WriteAllBytes(receivedPath, actual);
        return expected is null
            ? $"{Path.GetFileName(verifiedPath)} does not exist; received:\n{text}"
            : $"{Path.GetFileName(verifiedPath)} (-) differs from what was received (+):\n{LineDifference.Of(Encoding.UTF8.GetString(expected), "\uFEFF" + text)}";
    }
}
