namespace NetGen.Tool.Tests.Made;

/// <summary>A few operators in double precision on (channel, row, column), as their definitions read.</summary>
internal static class Naive
{
    public static double[,,] Map(float[] values, int channels, int height, int width) =>
        Build(channels, height, width, (c, y, x) => values[(((c * height) + y) * width) + x]);

    public static double[,,] Build(int channels, int height, int width, Func<int, int, int, double> value)
    {
        var map = new double[channels, height, width];
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++) map[c, y, x] = value(c, y, x);
        return map;
    }

    public static double[,,] Convolve(double[,,] map, float[] weights, int outputs, int kernel, int stride, int top, int left)
    {
        var (channels, height, width) = (map.GetLength(0), map.GetLength(1), map.GetLength(2));
        return Build(outputs, ((height + top - kernel) / stride) + 1, ((width + left - kernel) / stride) + 1, (o, y, x) =>
        {
            var sum = 0.0;
            for (var c = 0; c < channels; c++)
            {
                for (var i = 0; i < kernel; i++)
                {
                    for (var j = 0; j < kernel; j++)
                    {
                        var (row, column) = ((y * stride) + i - top, (x * stride) + j - left);
                        if (row >= 0 && row < height && column >= 0 && column < width) sum += map[c, row, column] * weights[(((((o * channels) + c) * kernel) + i) * kernel) + j];
                    }
                }
            }

            return sum;
        });
    }

    public static double[,,] Each(double[,,] map, Func<double, int, double> function) =>
        Build(map.GetLength(0), map.GetLength(1), map.GetLength(2), (c, y, x) => function(map[c, y, x], c));

    public static double[,,] Repeated(double[,,] map, int times) =>
        Build(map.GetLength(0), map.GetLength(1) * times, map.GetLength(2) * times, (c, y, x) => map[c, y / times, x / times]);

    public static double[] Means(double[,,] map)
    {
        var (channels, height, width) = (map.GetLength(0), map.GetLength(1), map.GetLength(2));
        var means = new double[channels];
        for (var c = 0; c < channels; c++)
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++) means[c] += map[c, y, x] / (height * width);
        return means;
    }

    /// <summary>Where a row or column of the result lies on the map, as ONNX's Resize defines its modes.</summary>
    public static double Coordinate(string mode, int at, int extent, int target, double scale) => mode switch
    {
        "half_pixel" => ((at + 0.5) / scale) - 0.5,
        "pytorch_half_pixel" => target > 1 ? ((at + 0.5) / scale) - 0.5 : 0,
        "align_corners" => target > 1 ? (double)at * (extent - 1) / (target - 1) : 0,
        "asymmetric" => at / scale,
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "There is no such mode."),
    };

    public static double[,,] Resized(double[,,] map, int height, int width, double scaleY, double scaleX, string mode, string coordinates, string nearest)
    {
        var (rows, columns) = (map.GetLength(1), map.GetLength(2));
        int Pick(double at, int extent) => Math.Clamp((int)(nearest switch
        {
            "floor" => Math.Floor(at),
            "ceil" => Math.Ceiling(at),
            "round_prefer_floor" => Math.Ceiling(at - 0.5),
            _ => Math.Floor(at + 0.5),
        }), 0, extent - 1);
        (int Before, int After, double Share) Span(double at, int extent)
        {
            at = Math.Clamp(at, 0, extent - 1);
            var before = (int)Math.Floor(at);
            return (before, Math.Min(before + 1, extent - 1), at - before);
        }

        return Build(map.GetLength(0), height, width, (c, y, x) =>
        {
            var (down, across) = (Coordinate(coordinates, y, rows, height, scaleY), Coordinate(coordinates, x, columns, width, scaleX));
            if (mode == "nearest") return map[c, Pick(down, rows), Pick(across, columns)];
            var (top, bottom, v) = Span(down, rows);
            var (left, right, h) = Span(across, columns);
            return ((1 - v) * (((1 - h) * map[c, top, left]) + (h * map[c, top, right]))) + (v * (((1 - h) * map[c, bottom, left]) + (h * map[c, bottom, right])));
        });
    }
}
