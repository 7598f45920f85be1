namespace NetGen.Generator.Tests.Harness;

/// <summary>The harness notices what it is there to notice.</summary>
public class HarnessTests
{
    [Fact]
    public void A_difference_shows_the_lines_that_differ_with_two_around_them() => Assert.Equal(
        "  b\n  c\n- d\n+ D\n+ D2\n  e\n  f",
        LineDifference.Of("a\nb\nc\nd\ne\nf\ng", "a\nb\nc\nD\nD2\ne\nf\ng"));

    [Fact]
    public void A_snapshot_that_is_missing_or_differs_fails_and_leaves_what_was_received()
    {
        const string Folder = "Harness";
        var path = Path.Combine(Repository.TestProject, Folder, "HarnessTests.Unknown.received.txt");
        try
        {
            var failure = Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => new Snapshot(Folder, nameof(HarnessTests)).Text("text", "Unknown"));
            Assert.Contains("HarnessTests.Unknown.verified.txt does not exist", failure.Message, StringComparison.Ordinal);
            Assert.Equal("\uFEFFtext"u8.ToArray(), File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Marks_give_text_and_spans()
    {
        var marked = Marked.Parse("a{|X1:{|X2:bc|}d|}e");
        Assert.Equal("abcde", marked.Text);
        Assert.Equal([("X2", new(1, 2)), ("X1", new(1, 3))], marked.Expected);
    }

    [Fact]
    public async Task A_diagnostic_that_is_not_marked_fails() =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => Marked.CheckAsync("using NetGen;\n[Network, Input(8, 8, 1), Conv(0, 4)] partial class Net;"));
}
