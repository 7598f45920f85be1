using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using NetGen.Benchmarks.Peers;

namespace NetGen.Benchmarks.Kernels;

/// <summary>Multiply-adds of the direct sum in a kernel's time, of what a core can do: above 100 where an algorithm needs fewer.</summary>
internal sealed class PeakColumn : IColumn
{
    private readonly Lazy<double> _peak = new(PeakSpeed.Measure);

    public string Id => nameof(PeakColumn);

    public string ColumnName => "% of peak";

    public string Legend => "Multiply-adds of the direct sum, of what a core can do in that time";

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase) =>
        summary[benchmarkCase]?.ResultStatistics is { } statistics && KernelBenchmarks.MultiplyAdds.TryGetValue(benchmarkCase.Descriptor.WorkloadMethod.Name, out var multiplyAdds)
            ? (100 * 2.0 * multiplyAdds / (statistics.Min / 1e9) / _peak.Value).ToString("F0", CultureInfo.InvariantCulture)
            : "";

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;
}
