using static System.FormattableString;

namespace DigitFinder;

/// <summary>What the program prints.</summary>
internal static class Report
{
    public static void Write(TextWriter output, string name, PageImage page, List<Detection> found, Pass pass, CropRun crops)
    {
        var ink = page.IsDarkOnLight ? "dark on light" : "light on dark";
        output.WriteLine(Invariant($"{found.Count} digits on {name}, {page.Width}×{page.Height} pixels, {ink}"));
        output.WriteLine();
        output.WriteLine("digit       x       y   score");
        foreach (var digit in found) output.WriteLine(Invariant($"{digit.Digit,5}{digit.X,8:F1}{digit.Y,8:F1}{digit.Score,8:F3}"));
        output.WriteLine();
        var (one, all) = (pass.Time.TotalMilliseconds, crops.Time.TotalMilliseconds);
        var positions = $"{pass.Map.Size.Height}×{pass.Map.Size.Width} positions";
        var crop = $"{DigitNet.InputHeight}×{DigitNet.InputWidth}";
        output.WriteLine(Invariant($"One pass over the page:      {one,10:N1} ms for {positions} (median of {Pass.TimedPasses})"));
        output.WriteLine(Invariant($"The crops, one by one:       {all,10:N1} ms for {crops.Crops:N0} crops of {crop}"));
        output.WriteLine(Invariant($"The pass is faster by:       {all / one,10:N1} ×"));
        output.WriteLine(crops.Differing == 0
            ? Invariant($"Do they agree?               To the bit: all {crops.Scores:N0} scores are equal.")
            : Invariant($"Do they agree?               No: {crops.Differing:N0} of {crops.Scores:N0} scores differ, by ≤ {crops.LargestDifference:G3}."));
    }
}
