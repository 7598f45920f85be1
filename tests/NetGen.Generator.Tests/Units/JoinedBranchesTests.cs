using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Which concatenations are no step of their own, since their branches write to the joined map.</summary>
public class JoinedBranchesTests
{
    private const string Squeezed = "[Conv(1, 16, 128, Name = \"squeezed\"), Relu]";
    private const string Branches = "[Conv(1, 128, 24, Name = \"a\"), Relu, Conv(3, 128, 64, Pad = 1, Name = \"b\", From = \"relu1\"), Relu]";

    [Theory]
    [InlineData(Squeezed + Branches + " [Concat(\"relu2\"), Conv(1, 88, 136)]", "squeezed+relu1 a+relu2 b+relu3 conv4")]
    [InlineData(Squeezed + Branches + " [Concat(\"relu2\"), Relu, Conv(1, 88, 136)]", "squeezed+relu1 a+relu2 b+relu3 relu4 conv4")]
    [InlineData(Squeezed + Branches + " [MaxPool(1), Concat(\"relu2\"), Conv(1, 88, 136)]", "squeezed+relu1 a+relu2 b+relu3 maxpool1 concat1 conv4")] // a branch that cannot
    [InlineData(Squeezed + Branches + " [Concat(\"relu2\", \"relu1\"), Conv(1, 216, 136)]", "squeezed+relu1 a+relu2 b+relu3 concat1 conv4")] // a branch that is read elsewhere
    [InlineData(Squeezed + Branches + " [Output(\"relu3\"), Concat(\"relu2\"), Conv(1, 88, 136)]", "squeezed+relu1 a+relu2 b+relu3 concat1 conv4")] // a branch that is returned
    [InlineData(Squeezed + Branches + " [Concat(\"relu2\", \"relu2\"), Conv(1, 112, 136)]", "squeezed+relu1 a+relu2 b+relu3 concat1 conv4")] // twice the same
    public void Branches_write_to_the_joined_map_if_all_of_their_kernels_can(string layers, string steps)
    {
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize }) Assert.Equal(steps, Planned.Steps(layers, emission));
    }

    [Theory]
    [InlineData("Conv(3, 16, 8, Pad = 1), Relu, MaxPool(2, Name = \"a\"), Conv(3, 16, 8, Pad = 1, From = \"Input\"), Relu, MaxPool(2), Concat(\"a\")", "unrolled 16→8")] // pools within
    [InlineData("Conv(1, 16, 24, Name = \"a\"), MaxPool(2, From = \"Input\"), Upsample(2), Conv(1, 16, 144), Concat(\"a\")", "direct into concat1")] // they agree for even sizes
    [InlineData("Conv(1, 16, 24, Name = \"a\"), Conv(1, 16, 144, From = \"Input\"), CropLike(\"a\"), Concat(\"a\")", "unrolled 16→24")]
    public void What_is_emitted_compiles_whichever_kernels_the_two_forms_choose(string layers, string kernel)
    {
        var run = GeneratorRun.Of($"using NetGen; [Network, Input(30, 40, 16), {layers}] public partial class Layers;");
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        Assert.Contains(kernel, run.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void They_share_a_buffer_and_write_side_by_side()
    {
        var plan = Planned.Run(Squeezed + Branches + " [Concat(\"relu2\"), Conv(1, 88, 136)]", Emission.Fixed);
        var (a, b) = (plan.Steps[1], plan.Steps[2]);
        Assert.Equal(a.Target, b.Target);
        Assert.Equal((0, 24), (a.Node.Slice!.First, b.Node.Slice!.First));
        Assert.Equal((88, 88), (a.TargetShape.Channels, b.TargetShape.Channels));
        Assert.Equal(2, plan.Buffers.Count);
        Assert.Equal(a.Target, plan.Steps[3].Sources[0]);
        Assert.All(plan.Steps, step => Assert.DoesNotContain(step.Target, step.Sources));
    }

    [Fact]
    public void At_the_end_they_write_to_the_callers_output()
    {
        var plan = Planned.Run(Squeezed + Branches + " [Concat(\"relu2\")]", Emission.AnySize);
        Assert.Equal(3, plan.Steps.Count);
        Assert.All(plan.Steps.Skip(1), step => Assert.Equal(Location.Output(0), step.Target));
        Assert.Single(plan.Buffers);
    }
}
