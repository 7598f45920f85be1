using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Kernels;

// The buffer of planar tiles: a row of the map line by line, each with every stride-th pixel of one channel.
internal unsafe partial struct TiledRows
{
    /// <summary>Copies the part of the map that sums read, with zeros where there is no map.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void StageLines(in TilePass pass, float* stage, int stageRow, int height, int row, int column)
    {
        int channels = _xs.Channels, stride = _window.StrideWidth, line = (int)(stageRow / _shape.ColumnLength);
        var at = (long)column * stride - pass.PadLeft;
        var top = (long)row * _window.StrideHeight - pass.PadTop;
        var pixels = line * stride;
        var before = Math.Clamp(-at, 0, pixels);
        var after = Math.Clamp(_xs.Width - at, before, pixels);
        for (var index = 0; index < height; index++, stage += stageRow)
        {
            var inside = top + index >= 0 && top + index < _xs.Height && before < after;
            if (!inside || before > 0 || after < pixels) Clear(stage, 0, stageRow);
            if (!inside) continue;
            for (var phase = 0; phase < stride; phase++)
            {
                var first = RoundUp(Math.Max(before - phase, 0), stride) / stride;
                var end = RoundUp(Math.Max(after - phase, 0), stride) / stride;
                var source = _x + ((nint)(top + index) * _xs.Width + (nint)(at + first * stride + phase)) * channels;
                TakeApart(source, (nint)stride * channels, channels, stage + phase * line + first, (nint)stride * line, (nint)(end - first));
            }
        }
    }

    /// <summary>Channels of pixels at equal distances, each to a line of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TakeApart(float* source, nint step, int channels, float* target, nint line, nint pixels)
    {
        var channel = 0;
        if (pixels >= Lanes.Count)
        {
            for (; channel <= channels - 4; channel += 4, source += 4, target += 4 * line)
            {
                // The last eight are moved back over those before.
                for (nint first = 0; first < pixels; first += Lanes.Count) TakeApart(source, step, target, line, nint.Min(first, pixels - Lanes.Count));
            }
        }

        for (; channel < channels; channel++, source++, target += line)
        {
            for (nint pixel = 0; pixel < pixels; pixel++) target[pixel] = source[pixel * step];
        }
    }

    /// <summary>Four channels of eight pixels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TakeApart(float* source, nint step, float* target, nint line, nint pixel)
    {
        source += pixel * step;
        target += pixel;
        var pixels04 = Two(source, step);
        var pixels15 = Two(source + step, step);
        var pixels26 = Two(source + 2 * step, step);
        var pixels37 = Two(source + 3 * step, step);
        var (evens0145, odds0145) = (Lanes.Evens(pixels04, pixels15), Lanes.Odds(pixels04, pixels15));
        var (evens2367, odds2367) = (Lanes.Evens(pixels26, pixels37), Lanes.Odds(pixels26, pixels37));
        Lanes.Evens(evens0145, evens2367).Store(target);
        Lanes.Evens(odds0145, odds2367).Store(target + line);
        Lanes.Odds(evens0145, evens2367).Store(target + 2 * line);
        Lanes.Odds(odds0145, odds2367).Store(target + 3 * line);
    }

    /// <summary>Four channels of a pixel, and of that four further on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Two(float* source, nint step) => Vector256.Create(Vector128.Load(source), Vector128.Load(source + 4 * step));
}
