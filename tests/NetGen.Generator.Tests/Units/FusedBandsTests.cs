using NetGen.Generator.Passes;
using NetGen.Generator.Plan;
using NetGen.Generator.Shapes;
using NetGen.Generator.Tests.Harness;

namespace NetGen.Generator.Tests.Units;

/// <summary>Which layers run band by band: 1×1 and depthwise convolutions with large maps between them.</summary>
public class FusedBandsTests
{
    private const string Expand = "[Conv(1, 16, 256, Name = \"expand\"), Relu]";
    private const string Filter = "[Conv(3, 256, 256, Groups = 256, Pad = 1, Name = \"filter\"), Relu]";
    private const string Project = "[Conv(1, 256, 16, Name = \"project\")]";

    [Theory]
    [InlineData(Expand + Filter + Project, "expand|filter|project")]
    [InlineData("[Conv(3, 16, 16, Groups = 16, Name = \"small\")]" + Expand + Filter, "small expand|filter")] // the map between the first two is small
    [InlineData(Expand + Filter + "[Conv(1, 256, 16, Name = \"project\"), Add(\"Input\"), Relu]", "expand|filter|project")] // with a sum
    [InlineData(Expand + Filter + "[Conv(1, 256, 256, Name = \"project\"), Add(\"relu2\"), Relu]", "expand|filter project")] // a layer that adds what it reads
    [InlineData(Expand + Filter + "[Output(\"relu2\")]" + Project, "expand|filter project")] // a map that is returned
    [InlineData(Expand + "[Output(\"relu1\")]" + Filter + Project, "expand filter|project")]
    [InlineData(Expand + Filter + Project + "[Conv(1, 256, 8, From = \"relu2\", Name = \"other\"), Concat(\"project\")]", "expand|filter project other")] // one that two layers read
    [InlineData(Expand + "[Conv(3, 256, 256, Groups = 256, Pad = 3, Name = \"filter\")]" + Project, "expand filter project")] // windows in padding alone
    [InlineData(Expand + "[Conv(3, 256, 256, Groups = 128, Pad = 1, Name = \"grouped\")]" + Project, "expand grouped project")] // no kernel that runs bands
    [InlineData(Expand + "[Sigmoid, Softmax]" + Filter + Project, "expand sigmoid1 softmax1 filter|project")]
    public void Layers_with_large_maps_between_them(string layers, string steps)
    {
        foreach (var emission in new[] { Emission.Fixed, Emission.AnySize }) Assert.Equal(steps, Steps(Planned.Run(layers, emission)));
    }

    [Fact]
    public void Maps_of_any_size_may_be_large()
    {
        var run = GeneratorRun.Of("using NetGen; [Network, Input(8), Conv(1, 8, 16), Conv(3, 16, 16, Groups = 16, Stride = 2, Same = true), Elu(1)] public partial class Small;");
        Assert.Empty(run.Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
        Assert.Contains("in bands of conv2", run.Source, StringComparison.Ordinal);
        Assert.Contains("DepthwiseStage<NetGenKernels::Elu>(_conv2, new NetGenKernels::Window(3, 3, StrideHeight: 2, StrideWidth: 2), same: true, new NetGenKernels::Elu(1f))", run.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void What_scratch_memory_does_not_hold_runs_alone()
    {
        var run = GeneratorRun.Of("using NetGen; [Network, Input(64), Conv(1, 64, 4096), Conv(3, 4096, 4096, Groups = 4096, Pad = 1)] public partial class Wide;");
        Assert.DoesNotContain("in bands", run.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_first_reads_is_kept_until_the_last_has_run_and_maps_between_have_no_place()
    {
        var plan = Planned.Run("[Conv(3, 16, 16, Pad = 1, Name = \"stem\")]" + Expand + Filter + "[Conv(1, 256, 16, Name = \"project\"), Add(\"stem\"), Relu] [Conv(3, 16, 16, Pad = 1)]", Emission.Fixed);
        Assert.Equal("stem expand|filter|project conv5", Steps(plan));
        var step = plan.Steps[1];
        Assert.Equal([plan.Steps[0].Target, plan.Steps[0].Target], step.Sources);
        Assert.NotEqual(step.Sources[0], step.Target);
        Assert.All(plan.Buffers, buffer => Assert.DoesNotContain(buffer.Values, shape => shape.Channels == 256));
        Assert.Equal(98_304, step.Kernel.Scratch);
    }

    private static string Steps(PlannedNetwork plan) => string.Join(" ", plan.Steps.Select(step => string.Join("|", step.Layers.Select(layer => layer.Name))));
}
